from django.urls import path

from catalog import views

urlpatterns = [
    path("", views.index, name="index"),
    path("cart/", views.cart, name="cart"),
    path("cart/add/", views.add, name="add"),
]
